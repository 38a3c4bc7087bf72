using System.Diagnostics;

namespace Iamd.Tests.Clients;

public sealed class TerraformTests
{
    [Fact]
    public async Task Terraform_applies_finds_no_drift_and_destroys()
    {
        await using TemporaryFolder folder = new();
        await using TemporaryFolder work = new();
        File.Copy(Path.Combine(Repository.Root, "tests/Iamd.Tests/terraform/main.tf"), Path.Combine(work.Path, "main.tf"));
        await using DaemonProcess daemon = await DaemonProcess.Start(folder.Path);

        Assert.SkipUnless(IsInstalled("terraform"), "terraform is not installed.");
        ToolRun init = await Terraform("init", "-input=false", "-no-color");
        Assert.SkipUnless(init.ExitCode == 0, "terraform has no AWS provider here and cannot fetch it: put hashicorp/aws into a plugin directory.");

        (await Terraform("apply", "-auto-approve", "-input=false", "-no-color")).Succeeded();
        // 0: nothing to change; 2 would be drift.
        (await Terraform("plan", "-detailed-exitcode", "-input=false", "-no-color")).Succeeded();
        (await Terraform("destroy", "-auto-approve", "-input=false", "-no-color")).Succeeded();

        Task<ToolRun> Terraform(params string[] arguments)
        {
            ProcessStartInfo start = daemon.Tool("terraform", arguments);
            start.WorkingDirectory = work.Path;
            start.Environment["TF_VAR_endpoint"] = daemon.Endpoint;
            start.Environment["CHECKPOINT_DISABLE"] = "1";
            return ToolRun.Of(start);
        }
    }

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}
