import { serve } from '@redress/platform';
import { compliance } from './index.js';

await serve([compliance]);
