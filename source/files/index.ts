/** The files of this computer, as the language's commands reach them. */
export { LocalFiles } from './local-files.ts';
