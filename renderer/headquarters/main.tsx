import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { PageApp } from './page-app.tsx';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/controls.css';
import './headquarters.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <PageApp />
  </StrictMode>,
);
