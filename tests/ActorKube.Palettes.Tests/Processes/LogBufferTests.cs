using ActorKube.Palettes.Processes;

namespace ActorKube.Palettes.Tests.Processes;

public sealed class LogBufferTests
{
    [Fact]
    public void The_last_lines_are_kept_oldest_first()
    {
        var buffer = Filled(capacity: 3, lines: 5);

        Assert.Equal<string>(["line 3", "line 4", "line 5"], buffer.ReadLast(10).Lines.ToArray());
        Assert.Equal<string>(["line 5"], buffer.ReadLast(1).Lines.ToArray());
        Assert.Empty(buffer.ReadLast(0).Lines);
    }

    [Fact]
    public void A_reader_goes_on_where_it_was_and_learns_what_it_missed()
    {
        var buffer = Filled(capacity: 3, lines: 1);
        var (_, position) = buffer.ReadLast(1);
        buffer.Append("next");

        Assert.Equal<string>(["next"], buffer.ReadSince(position).Lines.ToArray());
        for (var line = 0; line < 4; line++)
            buffer.Append("more");
        Assert.Equal((3, 2), (buffer.ReadSince(position).Lines.Length, buffer.ReadSince(position).Missed));
    }

    [Fact]
    public void An_event_of_many_lines_becomes_many_lines()
    {
        var buffer = new LogBuffer(10);
        buffer.Append("failed\r\n  at A\n  at B\n");

        Assert.Equal<string>(["failed", "  at A", "  at B"], buffer.ReadLast(10).Lines.ToArray());
    }

    [Fact]
    public void Many_threads_lose_no_line()
    {
        var buffer = new LogBuffer(10_000);
        Parallel.For(0, 10_000, index => buffer.Append($"{index}"));

        Assert.Equal(10_000, buffer.ReadLast(int.MaxValue).Lines.Distinct().Count());
    }

    private static LogBuffer Filled(int capacity, int lines)
    {
        var buffer = new LogBuffer(capacity);
        for (var line = 1; line <= lines; line++)
            buffer.Append($"line {line}");
        return buffer;
    }
}
