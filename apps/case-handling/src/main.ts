import { serve } from '@redress/platform';
import { caseHandling } from './index.js';

await serve([caseHandling]);
