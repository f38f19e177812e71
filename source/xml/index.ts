export * from './document.ts';
export * from './element.ts';
export * from './errors.ts';
export * from './read.ts';
export * from './read-document.ts';
export * from './write.ts';
export * from './write-document.ts';
export * from './xpath/index.ts';
