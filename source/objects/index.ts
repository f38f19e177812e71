export * from './build.ts';
export * from './values.ts';
