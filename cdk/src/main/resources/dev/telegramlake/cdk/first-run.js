// Runs once in a deployment: makes the views, and lets the compaction register the table's partitions.
const { AthenaClient, GetNamedQueryCommand, GetQueryExecutionCommand, StartQueryExecutionCommand } =
    require('@aws-sdk/client-athena');
const { LambdaClient, InvokeCommand } = require('@aws-sdk/client-lambda');

const athena = new AthenaClient();

exports.handler = async () => {
    await makeAll(process.env.VIEWS.split(',').filter(Boolean));
    await new LambdaClient().send(new InvokeCommand({
        FunctionName: process.env.COMPACTION,
        InvocationType: 'Event',
        Payload: '{}',
    }));
};

// A view that reads another one fails until that is there.
async function makeAll(ids) {
    const waiting = [];
    let reason;
    for (const id of ids) {
        try {
            await run((await athena.send(new GetNamedQueryCommand({ NamedQueryId: id }))).NamedQuery);
        } catch (failure) {
            waiting.push(id);
            reason = failure;
        }
    }
    if (waiting.length === ids.length && reason) {
        throw reason;
    }
    if (waiting.length) {
        await makeAll(waiting);
    }
}

async function run(view) {
    const { QueryExecutionId } = await athena.send(new StartQueryExecutionCommand({
        QueryString: view.QueryString,
        QueryExecutionContext: { Database: view.Database },
        WorkGroup: view.WorkGroup,
    }));
    for (;;) {
        const { Status } = (await athena.send(new GetQueryExecutionCommand({ QueryExecutionId }))).QueryExecution;
        if (Status.State === 'SUCCEEDED') {
            return;
        }
        if (Status.State === 'FAILED' || Status.State === 'CANCELLED') {
            throw new Error(`View ${view.Name}: ${Status.StateChangeReason}`);
        }
        await new Promise((later) => setTimeout(later, 300));
    }
}
