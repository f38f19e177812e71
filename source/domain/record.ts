import type { PsObject, PsValue } from '../objects/index.ts';

/** An ErrorRecord as shown and exported (MS-PSRP 2.2.3.15). */
export interface ErrorFacts {
  readonly message: string;
  readonly fqeid: string;
  /** `ObjectNotFound`, `InvalidArgument`, …; empty where it was not sent. */
  readonly category: string;
  readonly target: string;
  readonly exceptionType: string;
  readonly recommendedAction: string;
  /** The cmdlet that it is of, where that is known. */
  readonly command?: string;
  /** Of a text of several statements, the line where the failed one begins, from 1. */
  readonly line?: number;
  /** What support asks for, beside what stands in the brackets of message and id. */
  readonly details?: Readonly<Record<string, string>>;
  /** The record whole, for the inspector and for JSON. */
  readonly source: PsObject | undefined;
}

const cmdletName = /^[\p{L}\p{N}][\p{L}\p{N}._\\-]{0,127}$/u;

/** Whether an error's activity is a cmdlet: that of an expression or a script block is an operator or a piece of text. */
export const isCmdletName = (activity: string): boolean => cmdletName.test(activity);

export interface ProgressFacts {
  readonly id: number;
  readonly parentId: number;
  readonly activity: string;
  readonly status: string;
  readonly currentOperation: string;
  /** 0 to 100, -1 where there is none. */
  readonly percent: number;
  /** -1 where there is none. */
  readonly secondsRemaining: number;
  readonly completed: boolean;
}

/**
 * How the last stage of a pipeline asked for its objects to be laid out (`| Format-Table Name, Alias`); `grid` is where
 * they can be gone through, for instance Out-GridView, and a table where there is no such place.
 */
export interface ViewRequest {
  readonly shape: 'table' | 'list' | 'wide' | 'custom' | 'grid';
  readonly properties?: readonly string[];
  readonly autoSize?: boolean;
  readonly wrap?: boolean;
  readonly hideHeaders?: boolean;
  /** What the columns of `properties` ask for, by their place. */
  readonly columns?: readonly {
    readonly label?: string;
    readonly width?: number;
    readonly align?: 'left' | 'center' | 'right';
  }[];
  /** What this object has in common with its neighbours: they stand together below it. */
  readonly group?: { readonly label: string; readonly text: string };
  /** Items of a list that a cell shows; all where it is negative. */
  readonly items?: number;
  /** Columns of `wide`. */
  readonly across?: number;
  /** Levels of objects in one another that `custom` opens. */
  readonly depth?: number;
  /** What stands over the grid. */
  readonly title?: string;
}

/** One thing that a running pipeline gave, in the order in which it came. */
export type PipelineRecord =
  | { readonly stream: 'output'; readonly value: PsValue; readonly view?: ViewRequest }
  /** Whole lines that are laid out already (PowerShell's own formatting, Write-Host); the last one's end is left out. */
  | { readonly stream: 'text'; readonly text: string }
  | { readonly stream: 'error'; readonly error: ErrorFacts }
  | { readonly stream: 'warning' | 'verbose' | 'debug' | 'information'; readonly text: string }
  | { readonly stream: 'progress'; readonly progress: ProgressFacts }
  /** What a screen shows of what came before is to go (Clear-Host). */
  | { readonly stream: 'clear' };

/** An error that says this, and of which nothing else is known. */
export function messageRecord(message: string): PipelineRecord {
  const unknown = { fqeid: '', category: '', target: '', exceptionType: '', recommendedAction: '' };
  return { stream: 'error', error: { ...unknown, message, source: undefined } };
}
