using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using ActorKube.Launching;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Time;
using ActorKube.Node;
using ActorKube.Protocol;
using Akka.Actor;
using Akka.Configuration;

namespace ActorKube.Benchmarks;

/// <summary>
/// 100,000 simulated containers in one worker, each with a liveness probe every ten seconds: how fast they start, what they cost in memory beyond their API objects and in
/// processor time, and how late probes are. The control plane is played in the same process, and has nothing to do while it is measured.
/// </summary>
internal static class ContainerBenchmark
{
    private const int Containers = 100_000;
    private const int PodsPerNode = 100;

    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LeastMeasured = TimeSpan.FromSeconds(12);

    /// <summary>Measures in a process that is started as `up` starts a worker.</summary>
    public static async Task Start(Size size)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ContainerBenchmark).Assembly.Location, "containers-in-worker", .. size == Size.Smoke ? ["--smoke"] : Array.Empty<string>()]);
        ProcessCommand.Tune(start.Environment);
        using var worker = Process.Start(start)!;
        await worker.WaitForExitAsync();
        if (worker.ExitCode != 0)
            throw new InvalidOperationException($"the measuring process ended with {worker.ExitCode}");
    }

    public static async Task Run(Size size)
    {
        Console.WriteLine("probe       containers   ready s   bytes a container   objects' bytes   % of a core   probes/s   late p50 ms   p99 ms   max ms");
        await Measure(size, "none", "");
        await Measure(size, "httpGet", ",\"livenessProbe\":{\"httpGet\":{\"port\":8080,\"path\":\"/healthz\"},\"periodSeconds\":10}");
        await Measure(size, "exec", ",\"livenessProbe\":{\"exec\":{\"command\":[\"true\"]},\"periodSeconds\":10}");
    }

    private static async Task Measure(Size size, string name, string probe)
    {
        var containers = size.Of(Containers);
        var nodes = Enumerable.Range(0, (containers + PodsPerNode - 1) / PodsPerNode).Select(number => $"node-{number}").ToList();
        var before = Memory();
        var pods = Enumerable.Range(0, containers).Select(number => Pod(number, nodes[number / PodsPerNode], probe)).ToList();
        var objects = Memory() - before;

        var config = ConfigurationFactory.ParseString("akka { loglevel = WARNING, stdout-loglevel = OFF }\nactorkube.node { watch-silence = 1h, heartbeat-interval = 10s }")
            .WithFallback(NodeConfig.Default).WithFallback(ProtocolConfig.Default);
        var system = ActorSystem.Create("bench", config);
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var began = Stopwatch.GetTimestamp();
        var controlPlane = system.ActorOf(Props.Create(() => new PlayedControlPlane(pods, containers, ready)));
        system.ActorOf(NodeHostActor.Props(NodeHostSettings.From(config, "host", nodes), EmulatedTimeProvider.RealTime, controlPlane, 1), "node-host");
        await ready.Task.WaitAsync(TimeSpan.FromMinutes(10));
        var readyAfter = Stopwatch.GetElapsedTime(began);

        // Whatever the start has left to do is over when every container was probed once.
        await Task.Delay(size == Size.Whole ? TimeSpan.FromSeconds(15) : TimeSpan.FromSeconds(2));
        var bytes = Memory() - before - objects;
        // That stopped everything for seconds; what it delayed is over, too.
        await Task.Delay(size == Size.Whole ? TimeSpan.FromSeconds(15) : TimeSpan.FromSeconds(2));
        var (lateness, gate) = (new List<double>(), new Lock());
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == ProbeMetrics.LatenessName)
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, _, _) =>
        {
            lock (gate)
                lateness.Add(seconds * 1000);
        });
        listener.Start();
        var span = size.Of(Measured) < LeastMeasured ? LeastMeasured : size.Of(Measured);
        var (cpu, from) = (Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.GetTimestamp());
        await Task.Delay(span);
        var used = (Process.GetCurrentProcess().TotalProcessorTime - cpu) / Stopwatch.GetElapsedTime(from);
        listener.Dispose();
        lateness.Sort();
        Console.WriteLine(FormattableString.Invariant(
            $"{name,-10} {containers,11:n0} {readyAfter.TotalSeconds,9:n1} {bytes / containers,19:n0} {objects / containers,16:n0} {used * 100,13:n1} {lateness.Count / span.TotalSeconds,10:n0} {At(0.5),13:n1} {At(0.99),8:n1} {At(1),8:n1}"));
        GC.KeepAlive(pods);
        await system.Terminate();

        double At(double part) => lateness.Count == 0 ? 0 : lateness[Math.Min(lateness.Count - 1, (int)(lateness.Count * part))];
    }

    private static long Memory()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static ApiObject Pod(int number, string node, string probe) => ApiObject.Parse(KindCatalogue.Pod, Encoding.UTF8.GetBytes(
        $$$"""
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web-{{{number}}}","namespace":"default","uid":"{{{number:x8}}}-0000-4000-8000-000000000000","resourceVersion":"{{{number + 1}}}","creationTimestamp":"2026-01-01T00:00:00Z"},"spec":{"containers":[{"name":"main","image":"registry.k8s.io/e2e-test-images/agnhost:2.40","args":["netexec"],"imagePullPolicy":"IfNotPresent"{{{probe}}}}],"restartPolicy":"Always","terminationGracePeriodSeconds":30,"nodeName":"{{{node}}}"},"status":{"phase":"Pending","qosClass":"BestEffort"}}
        """));
}
