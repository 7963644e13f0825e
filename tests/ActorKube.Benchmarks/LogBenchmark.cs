using System.Diagnostics;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Node.Logs;
using ActorKube.Rules.Containers.Logs;
using ActorKube.Rules.Pods;

namespace ActorKube.Benchmarks;

/// <summary>What a container prints, on its way into the log and out of it: lines of 100 bytes, with the disk and without one.</summary>
internal static class LogBenchmark
{
    private const int Lines = 2_000_000;
    private const int Page = 200;

    private static readonly byte[] Pod = """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","namespace":"default","uid":"web"},"spec":{"containers":[{"name":"main","image":"busybox"}]}}"""u8.ToArray();
    private static readonly byte[] Line = new byte[100 - LogEntry.SizeOf(0)];

    public static Task Run(Size size)
    {
        Line.AsSpan().Fill((byte)'.');
        var lines = size.Of(Lines);
        Console.WriteLine("disk       written MB/s   kept lines   read MB/s");
        foreach (var hasDisk in new[] { false, true, false, true })
        {
            var folder = Directory.CreateTempSubdirectory("actorkube-bench-").FullName;
            try
            {
                Measure(lines, hasDisk ? folder : null);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        return Task.CompletedTask;
    }

    private static void Measure(int lines, string? folder)
    {
        var pod = new PodLogs(PodSpec.Of(ApiObject.Parse(KindCatalogue.Pod, Pod)), new(folder, new(10 * 1024 * 1024, 5), Console.Error.WriteLine));
        var log = pod.Begin("main", 0);
        var watch = Stopwatch.StartNew();
        for (var line = 0; line < lines; line++)
            log.Append(DateTimeOffset.UnixEpoch, LogStream.Stdout, isPartial: false, Line);
        var written = watch.Elapsed;
        watch.Restart();
        var kept = 0;
        for (var page = log.Read(0, Page); page.Entries.Count > 0; page = log.Read(page.Next, Page))
            kept += page.Entries.Count;
        Console.WriteLine(FormattableString.Invariant(
            $"{(folder is null ? "none" : "files"),-8} {lines / 10_000 / written.TotalSeconds,14:n0} {kept,12:n0} {kept / 10_000.0 / watch.Elapsed.TotalSeconds,11:n0}"));
        pod.End();
    }
}
