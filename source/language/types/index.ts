/**
 * Types and what they do with values: `semantics` is all that the interpreter asks; the rest is for completion, Get-Member,
 * the documents and local cmdlets.
 */

export { setCulture } from '../values/culture.ts';
export { convert, convertAs, tryConvert } from './convert.ts';
export { membersOf, overloadText, staticMembersOf } from './describe.ts';
export { type Surroundings, setSurroundings } from './environment.ts';
export { isOfType, typeNamesOf } from './is-a.ts';
export { addTo, memberOf, ownMember, propertyNamesOf, setMemberOf } from './members.ts';
export { Reference } from './reference.ts';
export { allTypes, declarationOf, findType } from './registry.ts';
export { type SecureState, secureString } from './secure.ts';
export { semantics } from './semantics.ts';
export { TypeFailure } from './type.ts';
