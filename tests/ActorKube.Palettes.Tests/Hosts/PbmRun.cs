using ActorKube.Pbm;

namespace ActorKube.Palettes.Tests.Hosts;

/// <summary>One run of the pbm program.</summary>
internal sealed record PbmRun(int ExitCode, string Output, string Errors)
{
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static async Task<PbmRun> StartAsync(string[] args, string input = "", CancellationToken cancellation = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        var (output, errors) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var code = await PbmProgram.RunAsync(args, new StringReader(input), TextWriter.Synchronized(output), TextWriter.Synchronized(errors), limit.Token);
        var run = new PbmRun(code, output.ToString().ReplaceLineEndings("\n"), errors.ToString().ReplaceLineEndings("\n"));
        Assert.DoesNotContain("\n   at ", run.Output + run.Errors);
        return run;
    }

    /// <summary>All was well, and this is what it printed.</summary>
    public PbmRun Prints(string expected)
    {
        Assert.Equal((0, "", expected.ReplaceLineEndings("\n").TrimEnd()), (ExitCode, Errors, Output.TrimEnd()));
        return this;
    }

    /// <summary>It failed with exactly one line.</summary>
    public PbmRun FailsWith(string error)
    {
        Assert.Equal((1, $"error: {error}"), (ExitCode, Errors.TrimEnd()));
        return this;
    }

    /// <summary>It was used wrongly: the line, then usage.</summary>
    public PbmRun IsMisuse(string error)
    {
        Assert.Equal(2, ExitCode);
        Assert.Equal($"error: {error}", Errors.Split('\n')[0]);
        Assert.Contains("usage: pbm", Errors);
        return this;
    }
}
