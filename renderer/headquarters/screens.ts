import type { ComponentType } from 'react';
import { ActsScreen } from './acts/acts-screen.tsx';
import { ArrivedScreen } from './arrived/arrived-screen.tsx';
import { BackupsScreen } from './backups/backups-screen.tsx';
import { ComputersScreen } from './computers/computers-screen.tsx';
import { ConsultationsScreen } from './consultations/consultations-screen.tsx';
import { CourierScreen } from './courier/courier-screen.tsx';
import { ReconciliationScreen } from './reconciliation/reconciliation-screen.tsx';
import { RepliesScreen } from './replies/replies-screen.tsx';
import { WorkScreen } from './work/work-screen.tsx';

/** The screens by their addresses. */
export const screens: Readonly<Record<string, ComponentType>> = {
  '/': ArrivedScreen,
  '/reconciliation': ReconciliationScreen,
  '/replies': RepliesScreen,
  '/work': WorkScreen,
  '/computers': ComputersScreen,
  '/courier': CourierScreen,
  '/consultations': ConsultationsScreen,
  '/backups': BackupsScreen,
  '/acts': ActsScreen,
};
