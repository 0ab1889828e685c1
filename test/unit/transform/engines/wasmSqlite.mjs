import sqlite from 'node-sqlite3-wasm';

/** @returns {Promise<{ rows: (sql: string) => unknown[][], close: () => void }>} */
export function openMemory() {
  const database = new sqlite.Database();
  return Promise.resolve({
    rows: (sql) => {
      if (!/^SELECT/i.test(sql)) {
        database.exec(sql);
        return [];
      }
      return database.all(sql).map((row) => Object.values(/** @type {object} */ (row)));
    },
    close: () => {
      database.close();
    },
  });
}
