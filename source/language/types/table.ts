import { arrayType } from './array.ts';
import { assemblyType } from './assembly.ts';
import { bigIntegerType } from './big-integer.ts';
import { booleanType } from './boolean.ts';
import { charType, unicodeInfoType } from './char.ts';
import { convertType } from './convert-class.ts';
import { convertibleType } from './convertible.ts';
import { cultureFormatTypes } from './culture-formats.ts';
import { cultureType } from './culture-info.ts';
import { dateTimeType } from './date-time.ts';
import { dateTimeOffsetType } from './date-time-offset.ts';
import { dictionaryTypes } from './dictionary.ts';
import { encodingType, utf8Type } from './encoding.ts';
import { environmentType } from './environment.ts';
import { exceptionTypeDeclarations } from './exception.ts';
import { guidType } from './guid.ts';
import { fileTypes, pathType } from './io.ts';
import { ipAddressType } from './ip-address.ts';
import { arrayListType, listTypes } from './list.ts';
import { mailAddressType } from './mail-address.ts';
import { matchTypes } from './match.ts';
import { mathType } from './math.ts';
import { memberSetTypes } from './member-set.ts';
import { numberTypes } from './number.ts';
import { enumType, objectType } from './object.ts';
import { customObjectType, nullableType, switchType, voidType } from './plain.ts';
import { randomType } from './random.ts';
import { errorRecordType } from './records.ts';
import { referenceType } from './reference.ts';
import { regexType } from './regex.ts';
import { scriptBlockType } from './script-block.ts';
import { marshalType, secureTypes } from './secure.ts';
import { setTypes } from './set.ts';
import { sizeType } from './size.ts';
import { stopwatchType } from './stopwatch.ts';
import { comparerType, stringType } from './string.ts';
import { stringBuilderType } from './string-builder.ts';
import { textInfoType } from './text-info.ts';
import { timeSpanType } from './time-span.ts';
import type { TypeDeclaration } from './type.ts';
import { typeAlias, typeType } from './type-value.ts';
import { uriType } from './uri.ts';
import { versionType } from './version.ts';
import { webTypes } from './web-utility.ts';
import { xmlTypes } from './xml.ts';

/** Every type that is known here. */
export const declarations = (): readonly TypeDeclaration[] => [
  ...numberTypes,
  bigIntegerType,
  stringType,
  comparerType,
  charType,
  unicodeInfoType,
  booleanType,
  dateTimeType,
  dateTimeOffsetType,
  timeSpanType,
  guidType,
  versionType,
  uriType,
  ...webTypes,
  textInfoType,
  mailAddressType,
  ipAddressType,
  regexType,
  ...matchTypes,
  mathType,
  convertType,
  convertibleType,
  arrayType,
  arrayListType,
  ...listTypes,
  ...setTypes,
  ...dictionaryTypes,
  customObjectType,
  ...memberSetTypes,
  referenceType,
  errorRecordType,
  scriptBlockType,
  ...secureTypes,
  marshalType,
  sizeType,
  stringBuilderType,
  environmentType,
  assemblyType,
  pathType,
  ...fileTypes,
  encodingType,
  utf8Type,
  randomType,
  stopwatchType,
  cultureType,
  ...cultureFormatTypes,
  ...xmlTypes,
  ...exceptionTypeDeclarations,
  enumType,
  typeType,
  typeAlias,
  objectType,
  voidType,
  nullableType,
  switchType,
];
