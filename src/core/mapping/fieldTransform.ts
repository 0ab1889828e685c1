import type { Column } from '../catalogue/catalogue.ts';
import { remembered } from '../plan/remembered.ts';
import { proposeTransform } from '../transform/proposeTransform.ts';
import type { TransformProposal } from '../transform/proposeTransform.ts';
import { codeValues } from './catalogueProfile.ts';

/** The transform that a pair of columns needs, by their types and by what their profiles know of the values; and why. */
export const fieldTransform = remembered((source: Column, target: Column): TransformProposal => {
  const { profile } = source;
  const codes = codeValues(profile);
  const hasNulls = profile === undefined ? source.nullable : profile.nulls !== '0';
  // A sample without nulls proves nothing of the rows that were not looked at.
  const nullable = hasNulls || (profile?.sampled === true && source.nullable);
  return proposeTransform({ ...source, nullable }, target, {
    ...(codes.length === 0 ? {} : { source: nullable ? [...codes, null] : codes }),
    ...(codeValues(target.profile).length === 0 ? {} : { target: codeValues(target.profile) }),
    ...(profile?.likelyFormat === undefined ? {} : { format: profile.likelyFormat }),
  });
});
