using ActorKube.Node.Processes;
using Xunit;

namespace ActorKube.Node.Tests.Processes;

/// <summary>Real processes without a container around them.</summary>
[Collection("processes")]
public sealed class HostProcessTests
{
    private const long Unbounded = long.MaxValue / 2;

    [SkippableTheory]
    [InlineData(1, true)]
    [InlineData(Unbounded, false)]
    public async Task A_program_that_prints_faster_than_it_may_or_than_anybody_reads_waits_in_its_pipe(long bytesPerSecond, bool isRead)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "process containers need Linux");
        var (bounded, boundedEnds) = Begin("head -c 300000 /dev/zero", bytesPerSecond);
        _ = isRead ? DrainAsync(bounded) : Task.CompletedTask;
        var (free, freeEnds) = Begin("head -c 300000 /dev/zero; sleep 0.5", Unbounded);

        await Task.WhenAll(DrainAsync(free), freeEnds).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.False(boundedEnds.IsCompleted);
        bounded.Abandon();
    }

    [Fact]
    public void What_is_within_the_rate_does_not_wait_and_what_is_beyond_it_does()
    {
        Assert.True(new OutputAllowance(1_000_000).SpendAsync(10_000).IsCompleted);
        Assert.False(new OutputAllowance(1_000).SpendAsync(10_000).IsCompleted);
    }

    [SkippableTheory]
    [InlineData("exit 7", 7)]
    [InlineData("kill -KILL $$", 137)]
    [InlineData("kill -TERM $$", 143)]
    [InlineData("kill -SEGV $$", 139)]
    public async Task It_ends_with_the_code_of_its_exit_or_signal(string script, int code)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "process containers need Linux");
        var (process, ends) = Begin(script, Unbounded);

        await ends.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal((code, (string?)null), (process.End!.Code, process.End.Reason));
    }

    [SkippableFact]
    public async Task A_program_that_is_not_there_says_so()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "process containers need Linux");
        var (process, ends) = Begin(new HostLaunch(["/no/such"], IsTerminal: false, Announces: false), Unbounded);

        await ends.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal("StartError", process.End!.Reason);
        Assert.Contains("No such file or directory", process.End.Message, StringComparison.Ordinal);
    }

    private static (HostProcess Process, Task Ends) Begin(string script, long bytesPerSecond) =>
        Begin(new HostLaunch(["sh", "-c", script], IsTerminal: false, Announces: false), bytesPerSecond);

    private static (HostProcess Process, Task Ends) Begin(HostLaunch launch, long bytesPerSecond)
    {
        var ends = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource<HostProcess>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = HostProcess.Begin(launch, bytesPerSecond, () => begun.Task.ContinueWith(
            begun =>
            {
                if (begun.Result.End is not null)
                    ends.TrySetResult();
            },
            TaskScheduler.Default), static _ => { }, static () => null);
        begun.SetResult(process);
        return (process, ends.Task);
    }

    private static async Task DrainAsync(HostProcess process)
    {
        await foreach (var _ in process.Output.ReadAllAsync())
        {
        }
    }
}
