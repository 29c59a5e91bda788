-- AlterTable
ALTER TABLE "Source" ADD COLUMN "registeredBy" TEXT;

-- AlterTable
ALTER TABLE "Run" ADD COLUMN "approval" TEXT;
ALTER TABLE "Run" ADD COLUMN "message" TEXT;
ALTER TABLE "Run" ADD COLUMN "secrets" TEXT;
ALTER TABLE "Run" ADD COLUMN "startedAt" DATETIME;
ALTER TABLE "Run" ADD COLUMN "templateCommit" TEXT;

-- CreateTable
CREATE TABLE "RunDecision" (
    "runId" TEXT NOT NULL,
    "userRef" TEXT NOT NULL,
    "isApproved" BOOLEAN NOT NULL,
    "reason" TEXT,
    "decidedAt" DATETIME NOT NULL,

    PRIMARY KEY ("runId", "userRef"),
    CONSTRAINT "RunDecision_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "RunLine" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "runId" TEXT NOT NULL,
    "stepId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "text" TEXT NOT NULL,
    CONSTRAINT "RunLine_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_RunStep" (
    "runId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "output" TEXT NOT NULL,
    "calls" TEXT NOT NULL DEFAULT '[]',
    "message" TEXT,

    PRIMARY KEY ("runId", "id"),
    CONSTRAINT "RunStep_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_RunStep" ("action", "id", "message", "name", "output", "position", "runId", "status") SELECT "action", "id", "message", "name", "output", "position", "runId", "status" FROM "RunStep";
DROP TABLE "RunStep";
ALTER TABLE "new_RunStep" RENAME TO "RunStep";
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "RunLine_runId_id_idx" ON "RunLine"("runId", "id");
