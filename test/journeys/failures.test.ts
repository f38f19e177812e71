import { quickNativeEngine } from './journey.ts';
import { commonFailures, failures } from './suites/failures.ts';

failures(quickNativeEngine);
commonFailures(quickNativeEngine);
