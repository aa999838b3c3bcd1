import '../styles.css';
import { hydrateRoot } from 'react-dom/client';
import { LivePublicPage, type LivePage } from './public-page.js';

const page = document.getElementById('page');
const data = document.getElementById('page-data');
if (page !== null && data !== null) {
  hydrateRoot(page, <LivePublicPage {...(JSON.parse(data.textContent) as LivePage)} />);
}
