import { serve } from '@redress/platform';
import { notification } from './index.js';

await serve([notification]);
