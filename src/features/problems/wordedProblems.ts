import * as vscode from 'vscode';
import type { Problem, Severity } from '../../core/plan/problem.ts';
import { words } from '../../host/words.ts';
import type { WordedProblem } from './register.ts';

/** The problems of a plan as the editor shows them, each with its ways out. */
export function wordedProblems(document: vscode.TextDocument, problems: readonly Problem[]): WordedProblem[] {
  return problems.map((problem) => ({
    diagnostic: toDiagnostic(document, problem),
    // Problems of a whole table stand at the same place, each with its own way out: none of them is the obvious one.
    ways: problem.fixes.map((fix, index) => ({ label: words(fix.code, fix.args), edit: fix.edit, preferred: index === 0 && problem.place.kind !== 'block' })),
  }));
}

function toDiagnostic(document: vscode.TextDocument, problem: Problem): vscode.Diagnostic {
  const range = new vscode.Range(document.positionAt(problem.range.start), document.positionAt(problem.range.end));
  const diagnostic = new vscode.Diagnostic(range, words(problem.code, problem.args), severityOf(problem.severity));
  diagnostic.source = 'Data Migration';
  diagnostic.code = problem.code;
  return diagnostic;
}

function severityOf(severity: Severity): vscode.DiagnosticSeverity {
  switch (severity) {
    case 'error': return vscode.DiagnosticSeverity.Error;
    case 'warning': return vscode.DiagnosticSeverity.Warning;
    case 'info': return vscode.DiagnosticSeverity.Information;
    default: return severity satisfies never;
  }
}
