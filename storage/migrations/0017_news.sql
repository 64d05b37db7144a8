-- Reports that are about no run: few beside the runs, and the last one of a job is one step away.
CREATE INDEX run_news ON run (job, at, kind) WHERE kind <> 'run' AND source <> 'schedule' AND source <> 'offline' AND (doubt = '' OR success_decision <> '');
