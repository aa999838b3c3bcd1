import { serve } from '@redress/platform';
import { analytics } from './index.js';

await serve([analytics]);
