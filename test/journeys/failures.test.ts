import { nativeEngine } from './journey.ts';
import { failures } from './suites/failures.ts';

failures(nativeEngine);
