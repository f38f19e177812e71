export * from './build.ts';
export { mergedNames, placeOf } from './names.ts';
export * from './values.ts';
