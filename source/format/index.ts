/**
 * PowerShell's objects as text: for the screen (`createWriter`, line by line as values come), for files and pipes
 * (`createJsonWriter`, `createCsvWriter`). What a server sent is data: all that ends on a terminal is neutralised.
 */
export { neutralise } from '../text/neutralise.ts';
export { saidLines } from '../text/said-lines.ts';
export { type CsvOptions, type CsvWriter, createCsvWriter } from './csv.ts';
export { type ErrorText, errorText } from './error-text.ts';
export { withExcerpts } from './excerpt.ts';
export { type Answer, difference, type Fold, fold } from './fold.ts';
export { createJsonWriter, type JsonOptions, type JsonWriter, toJson } from './json.ts';
export { powerShellViews } from './powershell-views.ts';
export { ServerLayout } from './server-layout.ts';
export { withoutSession } from './session-properties.ts';
export { cellValue, chooseView, isText, namesOf } from './shape.ts';
export { createTranscriptWriter, type TranscriptWriter } from './transcript-writer.ts';
export { isNumeric, type TextOptions, valueText } from './value-text.ts';
export type { Column, View } from './view.ts';
export { builtInViews, type ViewCatalogue } from './views.ts';
export { createWriter, type LineRole, type Writer, type WriterOptions } from './writer.ts';
