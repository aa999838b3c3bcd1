import '../styles.css';
import { pageLanguages } from '@redress/texts/web';
import { createRoot } from 'react-dom/client';
import { Desk } from './desk.js';

const page = document.getElementById('page');
const language = pageLanguages.find((one) => one === document.documentElement.lang) ?? 'en';
if (page !== null) createRoot(page).render(<Desk language={language} />);
