import type { Finding, Proposal } from './elicitation.ts';

/** Ids that stay the same for the same thing seen, whatever the figures: kept in a session, sent by the page. */

/** A 53-bit hash of a text as base 36 (cyrb53, public domain): short, and spread widely enough for one session's findings. */
export function hash53(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36);
}

/** The id of a finding: its probe, and what it is about. */
export function findingId(finding: Pick<Finding, 'probe' | 'subject'>): string {
  return `${finding.probe}-${hash53(finding.subject)}`;
}

/** The id of one of its proposals. */
export function proposalId(finding: Pick<Finding, 'probe' | 'subject'>, proposal: Pick<Proposal, 'code'>): string {
  return `${findingId(finding)}.${proposal.code.split('.').at(-1) ?? ''}`;
}
