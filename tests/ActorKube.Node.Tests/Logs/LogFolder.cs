using System.Globalization;
using System.Text;
using ActorKube.Node.Logs;
using ActorKube.Rules.Containers.Logs;
using ActorKube.Rules.Pods;
using static ActorKube.TestKit.Given;

namespace ActorKube.Node.Tests.Logs;

/// <summary>A node's logs in a folder of their own, which goes with it.</summary>
internal sealed class LogFolder : IDisposable
{
    internal LogFolder(LogRotation rotation, bool hasDisk = true)
    {
        Path = Directory.CreateTempSubdirectory("actorkube-test-").FullName;
        Node = new(hasDisk ? Path : null, rotation, Complaints.Add);
        var web = APod("web").Stored(1).Build();
        PodPath = System.IO.Path.Combine(Path, $"default_web_{web.Metadata.Uid}");
        Pod = new(PodSpec.Of(web), Node);
    }

    internal string Path { get; }

    internal string PodPath { get; }

    internal NodeLogs Node { get; }

    internal PodLogs Pod { get; }

    internal List<string> Complaints { get; } = [];

    /// <summary>Files and their sizes, by their names.</summary>
    internal SortedDictionary<string, long> Files => new(
        Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories).ToDictionary(file => System.IO.Path.GetFileName(file), file => new FileInfo(file).Length), StringComparer.Ordinal);

    internal static void Write(RunLog log, string text, int second = 0, bool isPartial = false) =>
        log.Append(DateTimeOffset.UnixEpoch.AddSeconds(second), LogStream.Stdout, isPartial, Encoding.UTF8.GetBytes(text));

    /// <summary>Lines with their numbers, a hundred bytes each.</summary>
    internal static void WriteMany(RunLog log, int from, int count)
    {
        for (var number = from; number < from + count; number++)
            Write(log, string.Create(CultureInfo.InvariantCulture, $"line {number:000000}").PadRight(100 - LogEntry.SizeOf(0), '.'), second: number);
    }

    /// <summary>The texts of what is kept from a number on.</summary>
    internal static List<string> Texts(RunLog log, long from, int page = 50)
    {
        var texts = new List<string>();
        for (var read = log.Read(from, page); ; read = log.Read(read.Next, page))
        {
            texts.AddRange(read.Entries.Select(entry => Encoding.UTF8.GetString(entry.Text.Span)));
            if (!read.HasMore)
                return texts;
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
