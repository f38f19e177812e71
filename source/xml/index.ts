export * from './element.ts';
export * from './errors.ts';
export * from './read.ts';
export * from './write.ts';
