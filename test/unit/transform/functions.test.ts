import { describe, expect, test } from 'vitest';
import { SQL_DIALECTS } from '../../../src/core/transform/dialect.ts';
import { allFunctions } from '../../../src/core/transform/functions/allFunctions.ts';
import { renderSql } from '../../../src/core/transform/renderSql.ts';
import { TYPES, parsed, scopeOf, shown } from './support.ts';

describe.each(allFunctions)('$name', ({ examples, refused, partly }) => {
  test.each(examples)('$expression of $value is $result', ({ expression, value, type, result }) => {
    expect(shown(expression, value ?? null, TYPES[type ?? 'text'])).toBe(result);
  });

  test.each(examples)('$expression is rendered for each engine, or refused as its documentation says', ({ expression, type }) => {
    for (const dialect of SQL_DIALECTS) {
      const { sql, faults } = renderSql(parsed(expression), dialect, scopeOf(TYPES[type ?? 'text']));
      if (refused?.[dialect] !== undefined) {
        expect(faults, dialect).toMatchObject([{ code: 'transform.refused', args: { reason: refused[dialect] } }]);
      } else if (partly?.[dialect] === undefined) {
        expect(faults, dialect).toEqual([]);
        expect(sql, dialect).not.toBe('');
      }
    }
  });
});
