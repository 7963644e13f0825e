using System.Diagnostics;
using System.Text.Json;
using ActorKube.Launching;
using ActorKube.Pbm;
using Xunit;

namespace ActorKube.Cluster.Tests.Processes;

/// <summary>
/// A cluster of real processes in a temporary directory, driven as a person would: through <c>actorkube</c> and <c>pbm</c>, and with signals.
/// Whatever happens, disposing leaves no process and no directory behind.
/// </summary>
internal sealed class RealCluster : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    private readonly Process _launcher;
    private readonly List<string> _output = [];

    private RealCluster(Process launcher, DataDirectory data) => (_launcher, Data) = (launcher, data);

    internal DataDirectory Data { get; }

    internal IReadOnlyList<ProcessRecord> Processes => ClusterRecord.TryRead(Data)?.Processes ?? [];

    internal Process Launcher => _launcher;

    /// <summary>A data directory that nothing uses yet.</summary>
    internal static DataDirectory NewDirectory() => new(Directory.CreateTempSubdirectory("actorkube-test-").FullName);

    /// <summary><c>actorkube up</c> on free ports, until it says <c>ready</c>.</summary>
    internal static async Task<RealCluster> UpAsync(DataDirectory? data = null, params string[] options)
    {
        data ??= NewDirectory();
        var launcher = Process.Start(ActorKubeProcess.Command(["up", "--data", data.Path, "--pbm-port", "0", "--api-port", "0", .. options]))!;
        var cluster = new RealCluster(launcher, data);
        try
        {
            await cluster.ReadUntilAsync("ready");
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
        return cluster;
    }

    internal ProcessRecord Member(string name) => Processes.Single(process => process.Name == name);

    /// <summary>SIGKILL, by process id.</summary>
    internal void Kill(string name)
    {
        using var process = Member(name).Find() ?? throw new InvalidOperationException($"{name} does not run");
        process.Kill();
    }

    /// <summary>Runs a <c>pbm</c> command against a member's host.</summary>
    internal async Task<(int ExitCode, string Output, string Errors)> PbmAsync(string member, params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exitCode = await PbmProgram.RunAsync([$"127.0.0.1:{Member(member).PbmPort}", .. arguments], TextReader.Null, output, errors, CancellationToken.None);
        return (exitCode, output.ToString(), errors.ToString());
    }

    /// <summary>The rows of a command's table, each by lower-camel-case column.</summary>
    internal async Task<IReadOnlyList<JsonElement>> RowsAsync(params string[] arguments)
    {
        var (exitCode, output, errors) = await PbmAsync("control-plane-1", [.. arguments, "--json"]);
        Assert.True(exitCode == 0, errors);
        return [.. JsonDocument.Parse(output).RootElement.EnumerateArray()];
    }

    internal Task<IReadOnlyList<JsonElement>> PodsAsync() => RowsAsync("pod", "list", "-A");

    internal Task<IReadOnlyList<JsonElement>> NodesAsync() => RowsAsync("node", "list");

    internal async Task ApplyAsync(string manifest)
    {
        var file = Path.Combine(Data.Path, "manifest.yaml");
        await File.WriteAllTextAsync(file, manifest);
        var (exitCode, _, errors) = await PbmAsync("control-plane-1", "deploy", "apply", "-f", file);
        Assert.True(exitCode == 0, errors);
    }

    /// <summary>Looks until it holds; fails with the last look if it doesn't within the patience of a slow machine.</summary>
    internal static async Task<T> EventuallyAsync<T>(Func<Task<T>> look, Func<T, bool> holds, string what)
    {
        using var patience = new CancellationTokenSource(Patience);
        object? last = null;
        while (!patience.IsCancellationRequested)
        {
            try
            {
                var seen = await look();
                if (holds(seen))
                    return seen;
                last = seen;
            }
            catch (Xunit.Sdk.XunitException whileItRecovers)
            {
                last = whileItRecovers.Message;
            }
            await Task.Delay(BetweenLooks);
        }
        var shown = last is IEnumerable<JsonElement> rows ? string.Join('\n', rows) : last?.ToString();
        throw new TimeoutException($"not within {Patience.TotalSeconds:0} s: {what}. Last seen:\n{shown}");
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            using var down = Process.Start(ActorKubeProcess.Command(["down", "--data", Data.Path]))!;
            await down.WaitForExitAsync();
        }
        finally
        {
            if (!_launcher.HasExited)
                _launcher.Kill(entireProcessTree: true);
            await _launcher.WaitForExitAsync();
            _launcher.Dispose();
            if (Directory.Exists(Data.Path))
                Directory.Delete(Data.Path, recursive: true);
        }
    }

    private async Task ReadUntilAsync(string wanted)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await _launcher.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            _output.Add(line);
            if (line == wanted)
                return;
        }
        throw new InvalidOperationException($"actorkube up ended before it was {wanted}: {string.Join('\n', _output)}\n{await _launcher.StandardError.ReadToEndAsync()}");
    }
}
