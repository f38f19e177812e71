import { memberSetTypeName, PsObject, type PsProperties } from '../../objects/index.ts';

/** A member set is an extended property whose value is such an object: its members are extended properties. */
export function memberSet(members: PsProperties): PsObject {
  return new PsObject({ typeNames: [memberSetTypeName], extended: members });
}
