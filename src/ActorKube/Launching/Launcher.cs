using System.Diagnostics;
using ActorKube.ApiServer.Security;
using ActorKube.CommandLine;

namespace ActorKube.Launching;

/// <summary>
/// Starts, watches and stops the member processes of one cluster on this machine, and keeps <c>cluster.json</c> true. One launcher a data
/// directory: it holds the directory's lock for as long as it lives.
/// </summary>
internal sealed class Launcher : IAsyncDisposable
{
    private readonly ClusterPlan _plan;
    private readonly DataDirectory _directory;
    private readonly bool _detached;
    private readonly TimeProvider _time;
    private readonly Action<string> _report;
    private readonly IDisposable _lock;
    private readonly EmulatedClock _clock;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _keepers = [];
    private readonly Dictionary<string, ChildProcess> _children = [];
    private IReadOnlyList<ProcessRecord> _records = [];

    private Launcher(ClusterPlan plan, DataDirectory directory, bool detached, TimeProvider time, Action<string> report, IDisposable @lock)
    {
        (_plan, _directory, _detached, _time, _report, _lock) = (plan, directory, detached, time, report, @lock);
        _clock = EmulatedClock.Start(directory, plan.TimeScale, time);
    }

    /// <summary>The processes as they are now, control planes first.</summary>
    internal IReadOnlyList<ProcessRecord> Processes
    {
        get
        {
            lock (_gate)
                return _records;
        }
    }

    /// <summary>Takes the data directory and starts every process. Nothing is left behind if that fails.</summary>
    /// <param name="plan">What to start.</param>
    /// <param name="directory">Where.</param>
    /// <param name="detached">True if the processes are to outlive the launcher.</param>
    /// <param name="time">The real clock.</param>
    /// <param name="report">Gets a line for each death and restart.</param>
    /// <exception cref="CommandFailedException">The directory or a port is taken.</exception>
    internal static Launcher Start(ClusterPlan plan, DataDirectory directory, bool detached, TimeProvider time, Action<string> report)
    {
        var members = plan.Members().ToList();
        var @lock = directory.Take();
        try
        {
            var pbmPorts = FreePorts.From(plan.PbmPort, members.Count, "--pbm-port");
            var apiPorts = FreePorts.From(plan.ApiPort, plan.ControlPlanes, "--api-port");
            var remotePorts = FreePorts.Take(members.Count);
            KubeconfigFile.Write(directory, ClusterCertificates.Ensure(directory.Certificates, time.GetUtcNow()), apiPorts);
            var launcher = new Launcher(plan, directory, detached, time, report, @lock)
            {
                _records =
                [
                    .. members.Select((member, index) => new ProcessRecord
                    {
                        Name = member.Name, Role = member.Role, Pid = 0, Started = time.GetUtcNow(),
                        RemotePort = remotePorts[index], PbmPort = pbmPorts[index],
                        // Control planes come first.
                        ApiPort = index < plan.ControlPlanes ? apiPorts[index] : 0,
                    }),
                ],
            };
            foreach (var member in launcher._records)
                launcher._keepers.Add(launcher.KeepAsync(launcher.StartChild(member.Name)));
            return launcher;
        }
        catch
        {
            @lock.Dispose();
            throw;
        }
    }

    /// <summary>Completes when every process has died for good, or the launcher was stopped.</summary>
    internal Task Ended => Task.WhenAll(_keepers);

    /// <summary>
    /// Stops every process and removes <c>cluster.json</c>. Control planes go first, so that none is left to see the workers go and to move their
    /// pods: the cluster comes back as it was.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await StopAllAsync(ClusterPlan.ControlPlaneRole);
        await StopAllAsync(ClusterPlan.WorkerRole);
        await Ended;
        File.Delete(_directory.ClusterFile);
        _lock.Dispose();
        _stopping.Dispose();
    }

    private Task StopAllAsync(string role)
    {
        lock (_gate)
            return Task.WhenAll(_children.Values.Where(child => child.Record.Role == role).Select(child => child.StopAsync()));
    }

    private ChildProcess StartChild(string name)
    {
        lock (_gate)
        {
            _stopping.Token.ThrowIfCancellationRequested();
            var wanted = _records.Single(record => record.Name == name);
            var arguments = ProcessCommand.MemberArguments(_plan, _directory, _clock, wanted, _records, _detached);
            var child = ChildProcess.Start(wanted, arguments, Path.Combine(_directory.Logs, $"{name}.out"));
            _children[name] = child;
            _records = [.. _records.Select(record => record.Name == name ? child.Record : record)];
            using var self = Process.GetCurrentProcess();
            new ClusterRecord
            {
                Launcher = ProcessRecord.Of(self, "launcher", "launcher"), Detached = _detached, Repair = _plan.Repair,
                TimeProfile = _plan.TimeProfile, TimeScale = _plan.TimeScale, Nodes = _plan.Nodes, Processes = _records,
            }.Write(_directory);
            return child;
        }
    }

    /// <summary>Waits for the death of a process and starts it again, for as long as that makes sense.</summary>
    private async Task KeepAsync(ChildProcess child)
    {
        var backoff = RestartBackoff.None;
        while (true)
        {
            await child.Exited;
            var (name, pid, how, lived) = (child.Record.Name, child.Record.Pid, child.HowItEnded, _time.GetUtcNow() - child.Record.Started);
            child.Dispose();
            if (_stopping.IsCancellationRequested)
                return;
            backoff = backoff.AfterDeath(lived);
            if (!_plan.Repair || backoff.Delay is not { } delay)
            {
                _report(_plan.Repair
                    ? $"{name} (pid {pid}) died ({how}) {RestartBackoff.MostDeathsInARow + 1} times in a row: not starting it again; see {_directory.Logs}"
                    : $"{name} (pid {pid}) died ({how}); repair is off");
                return;
            }
            _report($"{name} (pid {pid}) died ({how}); starting it again in {delay.TotalSeconds:0} s");
            try
            {
                await Task.Delay(delay, _time, _stopping.Token);
                child = StartChild(name);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            _report($"{name} started again as pid {child.Record.Pid}");
        }
    }
}
