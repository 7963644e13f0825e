using System.Diagnostics;
using System.Globalization;

namespace ActorKube.Launching;

/// <summary>How to start this program again as another process: <c>actorkube run …</c> for a member, <c>actorkube up …</c> for a launcher in the background.</summary>
internal static class ProcessCommand
{
    /// <summary>4 MiB, in hexadecimal as the runtime reads it: a control plane at rest with a small application has 190 MiB instead of 215.</summary>
    private const string YoungestGenerationBytes = "0x400000";

    /// <summary>A process of this program, with all three standard streams held by the caller.</summary>
    internal static ProcessStartInfo Of(IEnumerable<string> arguments)
    {
        var executable = Environment.ProcessPath ?? throw new InvalidOperationException("this process has no path");
        var start = new ProcessStartInfo(executable)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        // Under `dotnet actorkube.dll` (a test host, too) the executable is the runtime, and the program is its first argument.
        if (Path.GetFileNameWithoutExtension(executable) is not "actorkube")
        {
            start.FileName = "dotnet";
            start.ArgumentList.Add(typeof(ProcessCommand).Assembly.Location);
        }
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        Tune(start.Environment);
        return start;
    }

    /// <summary>Sets what the processes of a cluster run with: several share a laptop's memory. The runtime takes this from the environment only, and whoever set it keeps it.</summary>
    internal static void Tune(IDictionary<string, string?> environment) => environment.TryAdd("DOTNET_GCgen0size", YoungestGenerationBytes);

    /// <summary>The arguments of a member of a launched cluster.</summary>
    internal static IReadOnlyList<string> MemberArguments(
        ClusterPlan plan, DataDirectory directory, EmulatedClock clock, ProcessRecord member, IReadOnlyList<ProcessRecord> all, bool detached)
    {
        List<string> arguments =
        [
            "run", "--role", member.Role, "--name", member.Name, "--data", directory.Path,
            "--port", Text(member.RemotePort), "--pbm-port", Text(member.PbmPort),
            "--api-port", Text(member.ApiPort),
            "--nodes", Text(member.Role == ClusterPlan.WorkerRole ? plan.NodesPerWorker : 0),
            "--time-profile", plan.TimeProfile, "--time-scale", clock.Scale.ToString("R", CultureInfo.InvariantCulture),
            "--time-origin", $"{clock.RealOrigin:O}={clock.EmulatedOrigin:O}", "--launched", detached ? "detached" : "attached",
        ];
        if (member.Role == ClusterPlan.WorkerRole)
            arguments.AddRange(["--runtime", plan.Runtime, .. plan.Images.SelectMany(path => (string[])["--images", path])]);
        if (plan.Store is { } store)
            arguments.AddRange(["--store", store]);
        // The first control plane alone may found the cluster; everyone else only joins one. Whoever is started again finds the others through
        // this list, so a lone control plane that died joins the cluster that its workers kept.
        var founder = all[0].Name;
        foreach (var seed in all.Where(process => process.Name == founder || process.Name != member.Name))
            arguments.AddRange(["--seed", $"127.0.0.1:{Text(seed.RemotePort)}"]);
        return arguments;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
