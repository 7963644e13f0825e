using System.Text;
using ActorKube.Node.Logs;
using ActorKube.Rules.Containers.Logs;
using Xunit;
using Xunit.Abstractions;
using static ActorKube.Node.Tests.Logs.LogFolder;

namespace ActorKube.Node.Tests.Logs;

/// <summary>The log of one run, in memory and on the disk.</summary>
public sealed class RunLogTests(ITestOutputHelper output)
{
    private static readonly LogRotation Small = new(20_000, 3);

    [Fact]
    public void A_short_log_needs_no_disk()
    {
        using var folder = new LogFolder(Small);
        var log = folder.Pod.Begin("main", 0);

        WriteMany(log, 0, 50);

        Assert.Equal(50, Texts(log, 0).Count);
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void A_long_log_is_read_whole_and_from_anywhere_as_far_as_its_files_reach()
    {
        using var folder = new LogFolder(Small);
        var log = folder.Pod.Begin("main", 0);

        WriteMany(log, 0, 2000);

        var kept = Texts(log, 0);
        Assert.InRange(kept.Count, 400, 700);
        Assert.Equal(Enumerable.Range(2000 - kept.Count, kept.Count).Select(number => $"line {number:000000}"), kept.Select(text => text.TrimEnd('.')));
        Assert.Equal(kept[^333..], Texts(log, log.Start(333, DateTimeOffset.MinValue)));
        Assert.Equal(kept[^333..^33], Texts(log, 1667, page: 7)[..300]);
        Assert.Equal(2000, log.Next);
    }

    [Fact]
    public void Files_are_set_aside_when_they_have_their_size_and_the_oldest_go()
    {
        using var folder = new LogFolder(Small);
        var log = folder.Pod.Begin("main", 4);

        WriteMany(log, 0, 5000);

        Assert.Equal(3, folder.Files.Count);
        Assert.Equal("4.log", folder.Files.Keys.First());
        Assert.All(folder.Files.Values, size => Assert.InRange(size, 1, Small.FileBytes));
        var newest = File.ReadLines(Path.Combine(folder.PodPath, "main", "4.log")).Last();
        Assert.Matches(@"^1970-01-01T\d\d:\d\d:\d\d\.\d{9}Z stdout F line 00\d{4}\.+$", newest);
    }

    [Fact]
    public void What_is_too_old_for_a_client_is_hardly_read()
    {
        using var folder = new LogFolder(Small);
        var log = folder.Pod.Begin("main", 0);

        WriteMany(log, 0, 2000);

        Assert.InRange(log.Start(null, DateTimeOffset.UnixEpoch.AddSeconds(1900)), 1800, 1900);
        Assert.Equal(1990, log.Start(10, DateTimeOffset.UnixEpoch.AddSeconds(1900)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Without_a_disk_its_last_lines_are_kept(bool hasDisk)
    {
        using var folder = new LogFolder(Small, hasDisk);
        // A file where the pod's folder should be.
        File.WriteAllText(folder.PodPath, "");
        var log = folder.Pod.Begin("main", 0);

        WriteMany(log, 0, 2000);

        var kept = Texts(log, 0);
        Assert.InRange(kept.Count, 80, 180);
        Assert.StartsWith("line 001999", kept[^1], StringComparison.Ordinal);
        Assert.Equal(hasDisk ? 1 : 0, folder.Complaints.Count);
    }

    [Fact]
    public void A_file_that_somebody_removes_costs_its_own_lines_only()
    {
        using var folder = new LogFolder(Small);
        var log = folder.Pod.Begin("main", 0);
        WriteMany(log, 0, 500);

        File.Delete(Directory.EnumerateFiles(folder.Path, "0.log.0", SearchOption.AllDirectories).Single());

        var kept = Texts(log, 0);
        Assert.InRange(kept.Count, 100, 400);
        Assert.Equal("line 000499", kept[^1].TrimEnd('.'));
        WriteMany(log, 500, 500);
        Assert.Equal("line 000999", Texts(log, 0)[^1].TrimEnd('.'));
        Assert.Empty(folder.Complaints);
    }

    [Fact]
    public void The_run_before_is_kept_and_the_one_before_that_is_not()
    {
        using var folder = new LogFolder(Small);
        var runs = new List<RunLog>();
        for (var run = 0; run < 3; run++)
        {
            runs.Add(folder.Pod.Begin("main", run));
            WriteMany(runs[run], 0, 300);
        }

        Assert.DoesNotContain(folder.Files.Keys, name => name.StartsWith("0.log", StringComparison.Ordinal));
        Assert.Equal(300, Texts(runs[1], 0).Count);
        Assert.Equal(300, Texts(runs[2], 0).Count);
        Assert.InRange(Texts(runs[0], 0).Count, 1, 99);
    }

    [Fact]
    public void Nothing_stays_when_the_pod_is_gone()
    {
        using var folder = new LogFolder(Small);
        WriteMany(folder.Pod.Begin("main", 0), 0, 300);
        WriteMany(folder.Pod.Begin("other", 0), 0, 300);

        folder.Pod.End();

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void What_a_killed_worker_left_is_removed()
    {
        var folder = new LogFolder(Small);
        WriteMany(folder.Pod.Begin("main", 0), 0, 300);

        folder.Node.Clear();

        Assert.False(Directory.Exists(folder.Path));
        Assert.Empty(folder.Complaints);
    }

    [Fact]
    public void The_end_of_a_log_is_text()
    {
        using var folder = new LogFolder(Small);
        var log = folder.Pod.Begin("main", 0);
        WriteMany(log, 0, 300);
        Write(log, "half ", isPartial: true);
        Write(log, "a line");
        Write(log, "no end", isPartial: true);

        Assert.Equal("half a line\nno end", log.TextOfTail(3, 100));
        Assert.Equal("no end", log.TextOfTail(100, 6));
    }

    [Fact]
    public void Whatever_is_written_the_end_of_it_is_read()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var story = 0; story < 30; story++)
        {
            var rotation = new LogRotation(random.Next(100, 100_000), random.Next(2, 6));
            using var folder = new LogFolder(rotation, hasDisk: random.Next(4) > 0);
            var log = folder.Pod.Begin("main", 0);
            var written = new List<string>();
            for (var count = random.Next(3000); count > 0; count--)
            {
                written.Add(new string((char)random.Next('a', 'z'), random.Next(20) == 0 ? random.Next(LogEntry.LongestText + 1) : random.Next(200)));
                Write(log, written[^1]);
                if (random.Next(200) > 0)
                    continue;
                var kept = Texts(log, random.Next(written.Count), random.Next(1, 300));
                Assert.NotEmpty(kept);
                Assert.Equal(written[^kept.Count..], kept);
            }
            var longest = Math.Max(rotation.FileBytes, LogEntry.SizeOf(LogEntry.LongestText));
            Assert.True(folder.Files.Count <= rotation.Files && folder.Files.Values.All(size => size <= longest), $"story {story}: {string.Join(' ', folder.Files)}");
        }
    }
}
