-- AlterTable
ALTER TABLE "Source" ADD COLUMN     "registeredBy" TEXT;

-- AlterTable
ALTER TABLE "Run" ADD COLUMN     "approval" TEXT,
ADD COLUMN     "message" TEXT,
ADD COLUMN     "secrets" TEXT,
ADD COLUMN     "startedAt" TIMESTAMP(3),
ADD COLUMN     "templateCommit" TEXT;

-- AlterTable
ALTER TABLE "RunStep" ADD COLUMN     "calls" TEXT NOT NULL DEFAULT '[]';

-- CreateTable
CREATE TABLE "RunDecision" (
    "runId" TEXT NOT NULL,
    "userRef" TEXT NOT NULL,
    "isApproved" BOOLEAN NOT NULL,
    "reason" TEXT,
    "decidedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "RunDecision_pkey" PRIMARY KEY ("runId","userRef")
);

-- CreateTable
CREATE TABLE "RunLine" (
    "id" SERIAL NOT NULL,
    "runId" TEXT NOT NULL,
    "stepId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "RunLine_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "RunLine_runId_id_idx" ON "RunLine"("runId", "id");

-- AddForeignKey
ALTER TABLE "RunDecision" ADD CONSTRAINT "RunDecision_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RunLine" ADD CONSTRAINT "RunLine_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE CASCADE ON UPDATE CASCADE;
