/**
 * conf without its answer to signals. Its atomic writer would send each signal once more, which would pass for the user's
 * impatience and leave sessions open; its temporary files are removed at the process's exit as well. The modules run one
 * after the other, in this order and with nothing in between.
 */
import './signal-listeners.ts';
import Conf from 'conf';
import { forgetNewListeners } from './signal-listeners.ts';

forgetNewListeners();

export { Conf };
