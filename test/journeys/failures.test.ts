import { quickNativeEngine } from './journey.ts';
import { commonFailures, failures, passwords, toldFailures } from './suites/failures.ts';

failures(quickNativeEngine);
passwords(quickNativeEngine);
toldFailures(quickNativeEngine);
commonFailures(quickNativeEngine);
