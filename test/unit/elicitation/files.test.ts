import { describe, expect, it } from 'vitest';
import { ElicitationFileError, parseElicitationFile } from '../../../src/core/elicitation/elicitationFile.ts';
import { elicitationMessages } from '../../../src/core/elicitation/messages.ts';
import { PROBES } from '../../../src/core/elicitation/probes/probes.ts';
import { files, shippedTexts } from './helpers.ts';

describe('the files that ship', () => {
  it('are all valid, with ids of their own', () => {
    const techniques = shippedTexts('techniques').map(({ name, text }) => parseElicitationFile(text, name).id);
    const perspectives = shippedTexts('perspectives').map(({ name, text }) => parseElicitationFile(text, name).id);
    expect(techniques).toEqual(['assumption-audit', 'boundary-values', 'data-interrogation', 'five-whys', 'minimal-cut', 'pre-mortem', 'reverse-walk-through', 'stakeholder-round', 'worst-case']);
    expect(perspectives).toEqual(['business-owner', 'data-steward', 'dba', 'etl-engineer', 'operations', 'qa-lead', 'security-officer']);
  });
  it('use every probe at least once', () => {
    const used = new Set([...files.techniques, ...files.perspectives].flatMap((file) => file.probes));
    expect(Object.keys(PROBES).filter((id) => !used.has(id))).toEqual([]);
  });
  it('have perspectives that can answer each other', () => {
    expect(files.perspectives.filter((file) => file.reply === undefined).map((file) => file.id)).toEqual([]);
  });
  it('ask questions of their own in every section they suit', () => {
    for (const file of [...files.techniques, ...files.perspectives]) for (const section of file.sections) expect(file.questions[section] ?? file.questions.all, `${file.id} ${section}`).toBeDefined();
  });
});

describe('the words', () => {
  it('have a question for every finding and a hint for every label', () => {
    const codes = Object.keys(elicitationMessages);
    const labels = codes.filter((code) => /^elicitation\.label\.[A-Za-z]+$/.test(code));
    expect(labels.filter((code) => !codes.includes(`${code}.hint`))).toEqual([]);
    const findings = codes.filter((code) => Object.hasOwn(PROBES, code.split('.')[1] ?? '') && !code.endsWith('.ask'));
    expect(findings.length).toBeGreaterThan(50);
    expect(findings.filter((code) => !codes.includes(`${code}.ask`))).toEqual([]);
  });
});

const good = `---
id: try-it
title: Try it
summary: A trial.
sections: [mapping]
probes: [fields-open]
opening: "{fields} rows."
questions:
  mapping:
    - ask: "Why?"
      answer: decision
again: "More? ({n})"
---

How to use it.
`;

describe('a broken file', () => {
  const fault = (text: string, name = 'techniques/try-it.md'): string => {
    try {
      parseElicitationFile(text, name);
    } catch (error) {
      expect(error).toBeInstanceOf(ElicitationFileError);
      return (error as ElicitationFileError).message;
    }
    return 'none';
  };
  it('is read where it is whole, also with CRLF and a BOM', () => {
    expect(parseElicitationFile(good, 'try-it.md').guide).toBe('How to use it.');
    expect(parseElicitationFile(`\uFEFF${good.replaceAll('\n', '\r\n')}`, 'try-it.md').id).toBe('try-it');
    expect(parseElicitationFile(good.replace('[mapping]', 'all'), 'try-it.md').sections).toHaveLength(7);
  });
  it.each([
    ['no frontmatter', 'hello', 'does not begin with a line ---'],
    ['another language', good.replace('---\n', '---js\n'), 'does not begin with a line ---'],
    ['no end', '---\nid: try-it\n', 'has no line --- that ends its frontmatter'],
    ['broken YAML', good.replace('title: Try it', 'title: "Try it'), 'has frontmatter that can\'t be read'],
    ['a bad probe', good.replace('fields-open', 'fields-shut'), 'probes.0: "fields-shut" is no probe'],
    ['a prototype as probe', good.replace('fields-open', 'constructor'), 'probes.0: "constructor" is no probe'],
    ['a bad section', good.replace('[mapping]', '[nowhere]'), 'sections'],
    ['a bad answer', good.replace('answer: decision', 'answer: shrug'), 'questions.mapping.0.answer: "shrug" is no kind of answer'],
    ['a bad field', good.replace('answer: decision', 'answer: field:project'), '"field:project" is no kind of answer'],
    ['no topic', good.replace('answer: decision', 'answer: businessRule'), 'questions.mapping.0.topic: needs a topic'],
    ['an unknown placeholder', good.replace('{fields} rows', '{weather}'), 'opening: nothing fills {weather}'],
    ['no count', good.replace(' ({n})', ''), 'again: does not say {n}'],
    ['an unknown key', good.replace('summary:', 'sumary:'), 'summary'],
    ['an empty body', good.replace('How to use it.', ''), 'has no text that says how to use it'],
    ['an alias', good.replace('title: Try it', 'title: &a Try it').replace('summary: A trial.', 'summary: *a'), 'has frontmatter that can\'t be read'],
  ])('%s is named', (_, text, reason) => {
    expect(fault(text)).toContain(reason);
    expect(fault(text)).toMatch(/^techniques\/try-it\.md: /);
  });
  it('must have the name of its id', () => {
    expect(fault(good, 'other.md')).toBe('other.md: id: "try-it" is not the file\'s name');
  });
});
