import { nativeEngine } from './journey.ts';
import { cleaning } from './suites/cleaning.ts';

cleaning(nativeEngine);
