import { saveFile, typedPath } from '../../storage/index.ts';
import type { OpenGrid } from './open-grid.ts';
import { type ExportRequest, exported } from './selection.ts';

/** The file that somebody means who types this, whole. */
export const fileOf = typedPath;

/** Writes a text; `exists` where a file is there that is not to be replaced. */
export const saveText = saveFile;

/** Writes a part of a grid; `exists` where a file is there that is not to be replaced. */
export function save(
  open: OpenGrid,
  file: string,
  request: ExportRequest,
  replace: boolean,
): Promise<'saved' | 'exists'> {
  return saveFile(file, exported(open, request), replace);
}
