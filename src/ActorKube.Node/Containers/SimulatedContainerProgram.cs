using ActorKube.Node.Pods;
using ActorKube.Rules.Containers;

namespace ActorKube.Node.Containers;

/// <summary>Runs the instructions that <see cref="ContainerBehaviour"/> decided on. It costs nothing while it waits.</summary>
internal sealed class SimulatedContainerProgram(SimulatedProgram program, ContainerFiles files) : IContainerProgram
{
    private const int MissingFile = 1;

    /// <summary>Steps between two waits: a script that loops without ever sleeping yields after so many, and goes on a little later.</summary>
    private const int StepsAtATime = 1000;

    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);

    private IContainerHost _host = null!;
    private int _next;
    private int _status;

    public void Start(IContainerHost host)
    {
        _host = host;
        Run();
    }

    public void Wake() => Run();

    public void Terminate()
    {
        if (program.HeedsTerminate)
            _host.Exit(SimulatedProgram.TerminatedInOrder);
    }

    public void Kill() => _host.Exit(SimulatedProgram.Killed);

    private void Run()
    {
        for (var steps = 0; steps < StepsAtATime; steps++)
        {
            if (_next >= program.Instructions.Length)
            {
                _host.Exit(_status);
                return;
            }
            switch (program.Instructions[_next++])
            {
                case Instruction.Print print:
                    Print(print);
                    break;
                case Instruction.PrintFile(var path):
                    PrintFile(path);
                    break;
                case Instruction.Wait(var time):
                    _status = 0;
                    _host.WakeAfter(time);
                    return;
                case Instruction.Serve:
                    return;
                case Instruction.Status(var status):
                    _status = status;
                    break;
                case Instruction.Exit(var code):
                    _host.Exit(code ?? _status);
                    return;
                case Instruction.Jump(var target):
                    _next = target;
                    break;
                case Instruction.JumpIf(var succeeded, var target):
                    if (succeeded == (_status == 0))
                        _next = target;
                    break;
            }
        }
        _host.WakeAfter(Breath);
    }

    private void Print(Instruction.Print print)
    {
        _status = 0;
        if (print.File is null)
        {
            _host.Print(print.Text);
        }
        else if (files.Write(print.File, print.Text, print.Append) is { } fault)
        {
            _host.Print(fault);
            _status = MissingFile;
        }
    }

    private void PrintFile(string path)
    {
        if (files.Read(path) is { } text)
        {
            _status = 0;
            foreach (var line in text.TrimEnd('\n').Split('\n'))
                _host.Print(line);
            return;
        }
        _host.Print($"cat: can't open '{path}': No such file or directory");
        _status = MissingFile;
    }
}
