import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** Packet types of the protocol of SQL Server (MS-TDS). */
const BATCH = 1;
const CALL = 3;
const ATTENTION = 6;
const LOGIN = 16;
const PRELOGIN = 18;

export interface FakeError {
  readonly number: number;
  readonly message: string;
}

export type TextRow = Readonly<Record<string, string | null>>;

export interface FakeTdsOptions {
  /** What it says of encryption: 2 not to be had, 3 required. */
  readonly encryption?: number;
  /** The messages with which it refuses who signs in. */
  readonly refusal?: readonly FakeError[];
  /** Rows of texts for a batch, all with the same columns; an error; `never`: no answer until it is told to stop; `gone`: the server hangs up. */
  readonly answer?: (sql: string) => readonly TextRow[] | FakeError | 'never' | 'gone' | undefined;
}

export interface FakeTds {
  readonly port: number;
  readonly batches: string[];
  /** Packet types in the order they came in. */
  readonly heard: number[];
  stop(): Promise<void>;
}

/** Speaks just enough of the protocol of SQL Server to let the real driver sign in, ask, and be told off. */
export async function startFakeTds({ encryption = 2, refusal, answer }: FakeTdsOptions = {}): Promise<FakeTds> {
  const open = new Set<Socket>();
  const [batches, heard]: [string[], number[]] = [[], []];
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
    let rest: Buffer = Buffer.alloc(0);
    let body: Buffer = Buffer.alloc(0);
    socket.on('data', (data: Buffer) => {
      rest = Buffer.concat([rest, data]);
      while (rest.length >= 8 && rest.length >= rest.readUInt16BE(2)) {
        const [type, status, length] = [rest.readUInt8(0), rest.readUInt8(1), rest.readUInt16BE(2)];
        body = Buffer.concat([body, rest.subarray(8, length)]);
        rest = rest.subarray(length);
        if ((status & 1) === 1) {
          heard.push(type);
          respond(socket, type, body);
          body = Buffer.alloc(0);
        }
      }
    });
  });
  const respond = (socket: Socket, type: number, body: Buffer): void => {
    switch (type) {
      case PRELOGIN:
        socket.write(packet(prelogin(encryption)));
        return;
      case LOGIN:
        socket.write(packet(refusal === undefined ? Buffer.concat([loginAck(), done(0)]) : Buffer.concat([...refusal.map(errorToken), done(2)])));
        return;
      case ATTENTION:
        // The answer that was under way ends, then it says that it heard.
        socket.write(Buffer.concat([packet(done(2)), packet(done(0x20))]));
        return;
      case BATCH:
      case CALL: {
        // A batch begins with headers, whose length stands first; of a call only the text in it is of interest.
        const sql = type === BATCH ? body.subarray(body.readUInt32LE(0)).toString('utf16le') : body.toString('utf16le');
        batches.push(sql);
        const given = answer?.(sql);
        if (given === 'never') return;
        if (given === 'gone') {
          socket.destroy();
          return;
        }
        socket.write(packet(given === undefined || (Array.isArray(given) && given.length === 0) ? done(0) : 'number' in given ? Buffer.concat([errorToken(given), done(2)]) : Buffer.concat([texts(given), done(0x10, given.length)])));
        return;
      }
      default:
        return;
    }
  };
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    port: (server.address() as AddressInfo).port, batches, heard,
    stop: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** As packets of the usual size; the last one says so. */
function packet(data: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at === 0 || at < data.length; at += 4_088) {
    const body = data.subarray(at, at + 4_088);
    const header = Buffer.from([4, at + 4_088 >= data.length ? 1 : 0, 0, 0, 0, 0, 1, 0]);
    header.writeUInt16BE(8 + body.length, 2);
    parts.push(header, body);
  }
  return Buffer.concat(parts);
}

function prelogin(encryption: number): Buffer {
  // VERSION and ENCRYPTION, each with place and length, then both values.
  return Buffer.from([0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xff, 16, 0, 4, 0, 0, 0, encryption]);
}

function loginAck(): Buffer {
  const name = short('Microsoft SQL Server');
  return token(0xad, Buffer.concat([Buffer.from([1, 0x74, 0, 0, 4]), name, Buffer.from([16, 0, 4, 0])]));
}

function errorToken({ number, message }: FakeError): Buffer {
  const [code, length, line] = [Buffer.alloc(4), Buffer.alloc(2), Buffer.alloc(4)];
  code.writeInt32LE(number);
  length.writeUInt16LE(message.length);
  return token(0xaa, Buffer.concat([code, Buffer.from([1, 14]), length, Buffer.from(message, 'utf16le'), short('fake'), short(''), line]));
}

/** Rows of nvarchar(4000). */
function texts(rows: readonly TextRow[]): Buffer {
  const names = Object.keys(rows[0] ?? {});
  const count = Buffer.from([0x81, 0, 0]);
  count.writeUInt16LE(names.length, 1);
  const columns = names.map((name) => Buffer.concat([Buffer.from([0, 0, 0, 0, 1, 0, 0xe7, 0x40, 0x1f, 9, 4, 0xd0, 0, 0x34]), short(name)]));
  return Buffer.concat([count, ...columns, ...rows.flatMap((row) => [Buffer.from([0xd1]), ...names.map((name) => cell(row[name] ?? null))])]);
}

function cell(text: string | null): Buffer {
  const value = text === null ? Buffer.alloc(0) : Buffer.from(text, 'utf16le');
  const head = Buffer.alloc(2);
  head.writeUInt16LE(text === null ? 0xffff : value.length);
  return Buffer.concat([head, value]);
}

function done(status: number, rows = 0): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt8(0xfd, 0);
  data.writeUInt16LE(status, 1);
  data.writeBigUInt64LE(BigInt(rows), 5);
  return data;
}

function token(type: number, data: Buffer): Buffer {
  const head = Buffer.from([type, 0, 0]);
  head.writeUInt16LE(data.length, 1);
  return Buffer.concat([head, data]);
}

function short(text: string): Buffer {
  return Buffer.concat([Buffer.from([text.length]), Buffer.from(text, 'utf16le')]);
}
