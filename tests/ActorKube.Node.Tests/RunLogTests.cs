using System.Text;
using ActorKube.Node.Logs;
using Xunit;

namespace ActorKube.Node.Tests;

/// <summary>The log of one run.</summary>
public sealed class RunLogTests
{
    [Fact]
    public void Only_its_last_lines_are_kept()
    {
        var log = new RunLog(3);
        for (var number = 0; number < 8; number++)
            log.Append(new(DateTimeOffset.UnixEpoch, Encoding.UTF8.GetBytes($"{number}")));

        var (lines, next, _) = log.Read(0, 100);

        Assert.Equal(["5", "6", "7"], lines.Select(line => Encoding.UTF8.GetString(line.Text.Span)).ToArray());
        Assert.Equal(8, next);
    }
}
