import './csp.ts';
import './language/i18n.ts';
import './theme/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { must } from '../shared/language/must.ts';
import { App } from './App.tsx';
import { startPage } from './startPage.ts';

startPage();
createRoot(must(document.getElementById('root'), 'index.html has no #root')).render(<StrictMode><App /></StrictMode>);
