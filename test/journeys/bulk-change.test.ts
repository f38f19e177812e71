import { quickNativeEngine } from './journey.ts';
import { bulkChanges } from './suites/bulk-change.ts';

bulkChanges(quickNativeEngine);
