-- AlterTable
ALTER TABLE "Source" ADD COLUMN     "memory" TEXT;

-- AlterTable
ALTER TABLE "Entity" ADD COLUMN     "standing" TEXT;

-- CreateTable
CREATE TABLE "SourceFile" (
    "sourceId" TEXT NOT NULL,
    "tree" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "viewUrl" TEXT,
    "reading" TEXT NOT NULL,
    "targetProblems" TEXT NOT NULL,

    CONSTRAINT "SourceFile_pkey" PRIMARY KEY ("sourceId","tree","path")
);
