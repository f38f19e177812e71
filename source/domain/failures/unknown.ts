import { shortened } from '../failure-text.ts';
import type { CatalogueEntries } from './entry.ts';

/** Characters of a server's own words that stand for the reason; the whole of them is in `original`. */
const longestWhy = { characters: 500 };

/** What nothing else fits. */
export const unknownFailures = {
  unknown: {
    isUnknown: true,
    mayLeaveShell: true,
    kind: ({ facts }) => (facts.layer === 'local' ? 'local' : facts.layer === 'powershell' ? 'command' : 'connection'),
    retryCanHelp: true,
    what: ({ facts, host }) => {
      if (facts.layer === 'local') return 'Something failed on this computer.';
      return `${host} reported an error${facts.httpStatus === undefined ? '' : ` (HTTP ${facts.httpStatus})`}.`;
    },
    why: ({ text }) => shortened(text.replaceAll(/\s+/g, ' '), longestWhy) || 'It gave no further word.',
    next: 'Try again. If it stays so, the original text and the details below are what an administrator needs.',
  },
} satisfies CatalogueEntries;
