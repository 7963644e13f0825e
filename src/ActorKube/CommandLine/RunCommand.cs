using System.CommandLine;
using System.Globalization;
using ActorKube.Hosting;
using ActorKube.Launching;

namespace ActorKube.CommandLine;

/// <summary><c>actorkube run</c>: one member process in the foreground; what <c>up</c> starts, and what another machine runs to join a cluster.</summary>
internal static class RunCommand
{
    internal static Command Create()
    {
        var role = new Option<string>("--role") { Description = "control-plane or worker.", Required = true };
        role.AcceptOnlyFromAmong(ClusterPlan.ControlPlaneRole, ClusterPlan.WorkerRole);
        var name = new Option<string>("--name") { Description = "Name of the process, unique in the cluster.", Required = true };
        var seeds = new Option<string[]>("--seed") { Description = "HOST:PORT of a process to join; several may be given. The first founds the cluster if it is this process itself." };
        var host = new Option<string>("--host") { Description = "Address that other processes reach this one at.", DefaultValueFactory = _ => "127.0.0.1" };
        var port = new Option<int>("--port") { Description = "Port for other processes; 0 takes a free one.", DefaultValueFactory = _ => 0 };
        var pbmPort = new Option<int>("--pbm-port") { Description = "Port of the pbm host; 0 takes a free one.", DefaultValueFactory = _ => 9110 };
        var apiPort = new Option<int>("--api-port") { Description = "Port of the Kubernetes API, in a control plane.", DefaultValueFactory = _ => 6443 };
        var nodes = new Option<int>("--nodes") { Description = "Nodes that this worker hosts.", DefaultValueFactory = _ => 1 };
        var runtime = new Option<string>("--runtime")
        {
            Description = "What a worker's containers may be: simulated, or process, which lets pods run their commands on this machine.", DefaultValueFactory = _ => "simulated",
        };
        runtime.AcceptOnlyFromAmong("simulated", "process");
        var images = ClusterOptions.Images();
        var profile = new Option<string>("--time-profile") { Description = "fast or kubernetes.", DefaultValueFactory = _ => "fast" };
        profile.AcceptOnlyFromAmong("fast", "kubernetes");
        var scale = new Option<double>("--time-scale") { Description = "Emulated seconds a real second.", DefaultValueFactory = _ => 1 };
        var origin = new Option<string?>("--time-origin") { Description = "REAL=EMULATED: two times that are the same moment; all processes need the same." };
        var store = new Option<string?>("--store") { Description = "Connection string of the store; the default is SQLite in the data directory." };
        var launched = new Option<string?>("--launched") { Hidden = true };

        var command = new Command("run", "Runs one member process in the foreground.")
        {
            role, name, seeds, host, port, pbmPort, apiPort, nodes, runtime, images, ClusterOptions.Data, profile, scale, origin, store, launched,
        };
        command.SetAction((parsed, cancellation) => MemberProcess.RunAsync(
            new MemberSettings
            {
                Role = parsed.GetValue(role)!,
                Name = parsed.GetValue(name)!,
                Host = parsed.GetValue(host)!,
                Port = parsed.GetValue(port),
                PbmPort = parsed.GetValue(pbmPort),
                ApiPort = parsed.GetValue(apiPort),
                Seeds = parsed.GetValue(seeds) ?? [],
                Nodes = parsed.GetValue(nodes),
                Runtime = parsed.GetValue(runtime)!,
                Images = parsed.GetValue(images) ?? [],
                Data = new DataDirectory(parsed.GetValue(ClusterOptions.Data)!),
                TimeProfile = parsed.GetValue(profile)!,
                Clock = ReadClock(parsed.GetValue(scale), parsed.GetValue(origin)),
                Store = parsed.GetValue(store),
                Launched = parsed.GetValue(launched),
            },
            cancellation));
        return command;
    }

    private static EmulatedClock ReadClock(double scale, string? origin)
    {
        if (scale <= 0)
            throw new CommandFailedException("--time-scale takes a number above 0.", ActorKubeCommand.WrongUsage);
        if (origin is null)
            return new EmulatedClock(scale, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);
        return origin.Split('=') is [var real, var emulated]
            && DateTimeOffset.TryParse(real, CultureInfo.InvariantCulture, out var realOrigin)
            && DateTimeOffset.TryParse(emulated, CultureInfo.InvariantCulture, out var emulatedOrigin)
            ? new EmulatedClock(scale, realOrigin, emulatedOrigin)
            : throw new CommandFailedException("--time-origin takes two ISO 8601 times: REAL=EMULATED.", ActorKubeCommand.WrongUsage);
    }
}
