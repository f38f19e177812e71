import { PsObject, type PsProperties, type PsValue } from '../../objects/index.ts';

/** A member set is an extended property whose value is an object of this type: its members are extended properties. */
export const memberSetTypeName = 'System.Management.Automation.PSMemberSet';

/** Whether a property's value is a member set, PSStandardMembers for instance: PowerShell shows none as a property. */
export function isMemberSet(value: PsValue | undefined): value is PsObject {
  return value instanceof PsObject && value.typeNames[0] === memberSetTypeName;
}

export function memberSet(members: PsProperties): PsObject {
  return new PsObject({ typeNames: [memberSetTypeName], extended: members });
}
