using System.Globalization;
using System.Text;
using ActorKube.Rules.Containers.Logs;
using Xunit;

namespace ActorKube.Rules.Tests.Containers;

/// <summary>A log's entries as they are in files, and as clients get them.</summary>
public sealed class LogTextTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_entry_has_the_form_of_the_container_runtime_interface()
    {
        var bytes = new byte[LogEntry.SizeOf(5)];

        LogEntry.Write(bytes, Noon.AddTicks(123), LogStream.Stderr, isPartial: true, "hello"u8);

        Assert.Equal("2026-03-04T12:00:00.000012300Z stderr P hello\n", Encoding.UTF8.GetString(bytes));
    }

    [Theory]
    [InlineData("2026-03-04T12:00:00.000012300Z stderr P hello", "hello", true, 123)]
    [InlineData("2026-03-04T12:00:01.000000000Z stdout F ", "", false, 10_000_000)]
    public void An_entry_is_read(string line, string text, bool isPartial, long ticks)
    {
        var entry = LogEntry.Read(Encoding.UTF8.GetBytes(line))!.Value;

        Assert.Equal((text, isPartial, Noon.AddTicks(ticks)), (Encoding.UTF8.GetString(entry.Text.Span), entry.IsPartial, entry.Time));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-03-04T12:00:00.000012300Z stderr P")]
    [InlineData("some words that somebody else has written into the file")]
    public void What_is_no_entry_is_left_out(string line) => Assert.Null(LogEntry.Read(Encoding.UTF8.GetBytes(line)));

    [Fact]
    public void A_time_that_was_tampered_with_is_the_earliest()
    {
        Assert.Equal(DateTimeOffset.MinValue, LogEntry.Read("2026-33-04T12:00:00.000012300Z stderr P x"u8.ToArray())!.Value.Time);
    }

    [Theory]
    [InlineData(false, long.MaxValue, "one\ntwo and a half\n")]
    [InlineData(true, long.MaxValue, "2026-03-04T12:00:01.000000000Z one\n2026-03-04T12:00:02.000000000Z two and a half\n")]
    [InlineData(false, 6L, "one\ntw")]
    [InlineData(false, 0L, "")]
    public void Parts_of_a_line_come_as_one_and_the_limit_cuts(bool timestamps, long limit, string expected)
    {
        var text = new LogText(timestamps, DateTimeOffset.MinValue, limit);

        var pages = Page(text, Entry(1, "one"), Entry(2, "two and", isPartial: true)) + Page(text, Entry(3, " a half"));

        Assert.Equal((expected, limit < 100), (pages, text.IsFull));
    }

    [Fact]
    public void What_is_older_is_left_out()
    {
        Assert.Equal("two\nthree\n", Page(new(timestamps: false, Noon.AddSeconds(2), long.MaxValue), Entry(1, "one"), Entry(2, "two"), Entry(3, "three")));
    }

    [Theory]
    [InlineData(60, "11:59:00")]
    [InlineData(long.MaxValue, "00:00:00")]
    public void The_moment_so_many_seconds_ago_is_never_out_of_range(long seconds, string expected)
    {
        Assert.Equal(expected, LogText.Before(Noon, seconds).ToString("HH:mm:ss", CultureInfo.InvariantCulture));
    }

    private static string Page(LogText text, params LogEntry[] entries) => Encoding.UTF8.GetString(text.Page(entries).Span);

    private static LogEntry Entry(int second, string text, bool isPartial = false)
    {
        var bytes = new byte[LogEntry.SizeOf(text.Length)];
        LogEntry.Write(bytes, Noon.AddSeconds(second), LogStream.Stdout, isPartial, Encoding.UTF8.GetBytes(text));
        return LogEntry.Read(bytes.AsMemory(0, bytes.Length - 1))!.Value;
    }
}
