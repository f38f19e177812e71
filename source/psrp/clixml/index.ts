/**
 * CLIXML (MS-PSRP 2.2.5) both ways: what PSRP messages carry, and the documents of Export-Clixml and PSSerializer.
 *
 * ```ts
 * encodeClixml(value)            // one value as PSRP sends it, no <Objs> root
 * encodeClixmlDocument(values)   // with the <Objs Version="1.1.0.1" xmlns="…"> root
 * decodeClixml(bytes)            // one value, one shot
 * new ClixmlDecoder().decode(…)  // the same for a stream of messages: it learns the shapes of the objects it sees
 * decodeClixmlDocument(text)     // an <Objs> root with any number of values
 * ```
 */

export { isMemberSet, memberSetTypeName } from '../../objects/index.ts';
export { ClixmlDecoder, decodeClixml, decodeClixmlDocument } from './decode.ts';
export {
  type ClixmlDocument,
  type ClixmlEncodeOptions,
  createClixmlDocument,
  encodeClixml,
  encodeClixmlDocument,
  writtenOnce,
} from './encode.ts';
export { ClixmlError } from './error.ts';
export { type ClixmlLimits, defaultClixmlLimits } from './limits.ts';
